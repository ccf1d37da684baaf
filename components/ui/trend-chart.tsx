/** A column of a TrendChart: what it is called, how it is said, and how high it is; null where there is nothing to show. */
export type TrendPoint = { key: string; label: string; text: string; value: number | null }

const [width, height, top, bottom] = [480, 160, 18, 20]

/**
 * A handful of figures over time as columns with their number above; the same figures stand in a table for who does not see
 * them. `<TrendChart label="Dagen van werk tot factuur" heads={['Maand', 'Dagen']} points={…} />`
 */
export function TrendChart({
  label,
  heads,
  points,
}: {
  label: string
  /** Heads of the two columns of the table. */
  heads: readonly [string, string]
  points: readonly TrendPoint[]
}) {
  const most = Math.max(1, ...points.map(({ value }) => value ?? 0))
  const step = width / Math.max(1, points.length)
  const room = height - top - bottom
  return (
    <figure className="m-0">
      <svg aria-hidden viewBox={`0 0 ${width} ${height}`} className="block w-full" fontSize="11">
        <line x1="0" x2={width} y1={height - bottom} y2={height - bottom} className="stroke-line-strong" />
        {points.map(({ key, label: name, value }, index) => {
          const tall = value === null ? 0 : Math.max(2, (Math.max(0, value) / most) * room)
          const middle = index * step + step / 2
          return (
            <g key={key}>
              {value !== null && (
                <>
                  <rect
                    x={middle - step * 0.31}
                    width={step * 0.62}
                    y={height - bottom - tall}
                    height={tall}
                    rx="2"
                    className={index === points.length - 1 ? 'fill-billing' : 'fill-billing-line'}
                  />
                  <text x={middle} y={height - bottom - tall - 5} textAnchor="middle" className="tabular fill-ink">
                    {value}
                  </text>
                </>
              )}
              <text x={middle} y={height - 6} textAnchor="middle" className="fill-ink-faint">
                {name}
              </text>
            </g>
          )
        })}
      </svg>
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{heads[0]}</th>
            <th scope="col">{heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ key, label: name, text }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
