type Round<T> = { running: Promise<T>; next: Promise<T> | null }

/**
 * Answers in rounds what many ask at the same moment: who asks while an answer is being made waits for the next round, and
 * all who wait share it. So nobody is told what was read before they asked, as when each asks alone; nobody waits longer
 * than two rounds, and `make` runs once where ten would have run it. A round that fails does so for its own askers.
 *
 * `key` names the whole question: what has the same key has the same answer. It belongs to all of them, nobody changes it.
 */
export function inRounds<T = unknown>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const rounds = new Map<string, Round<T>>()

  function begin(key: string, make: () => Promise<T>): Promise<T> {
    // Also what throws before it waits for anything is a round that failed.
    const round: Round<T> = { running: (async () => make())(), next: null }
    rounds.set(key, round)
    const end = () => {
      if (!round.next) rounds.delete(key)
    }
    round.running.then(end, end)
    return round.running
  }

  return (key, make) => {
    const round = rounds.get(key)
    if (!round) return begin(key, make)
    const go = () => begin(key, make)
    round.next ??= round.running.then(go, go)
    return round.next
  }
}
