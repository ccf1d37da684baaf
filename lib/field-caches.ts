/** What the field app's service worker keeps, by how its caches are called: also a page that knows no worker may forget them. */
export const fieldCaches = {
  /** Files of one build, with the build after it. */
  build: 'field-build-',
  /** Files of builds that were not asked for beforehand. */
  used: 'field-used',
  /** What is a member's own: pages and files they saw. */
  member: 'field-member-',
} as const

/** Nobody who comes after sees what a member saw: at signing out, and where somebody signs in. */
export async function forgetMemberCaches(): Promise<void> {
  // Over plain http on another host than localhost there are none.
  if (!('caches' in globalThis)) return
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(fieldCaches.member)).map((name) => caches.delete(name)))
}
