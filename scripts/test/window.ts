/**
 * Does `work` in one window of a limit: each begins at a multiple of its `seconds` by the clock, and counts from nothing.
 * When one ended meanwhile everything is done again, so `work` makes for itself whoever is counted. Returns what it returned.
 */
export async function inOneWindow<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  const window = () => Math.floor(Date.now() / 1000 / seconds)
  for (;;) {
    const began = window()
    const [outcome] = await Promise.allSettled([work()])
    if (window() !== began) continue
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }
}
