/** A photo from site, small; pressed, it opens whole. */
export function Picture({ id, alt }: { id: string; alt: string }) {
  return (
    <a href={`/files/${id}`} target="_blank" rel="noreferrer" className="focus-ring block rounded-sm">
      {/* biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size */}
      <img src={`/files/${id}?w=320`} alt={alt} loading="lazy" className="size-28 rounded-sm bg-pressed object-cover" />
    </a>
  )
}
