/** Once per server process: check the configuration, and run the jobs unless another process does. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { env, startEnv } = await import('@/lib/env')
  startEnv()
  const { notePeers } = await import('@/lib/client-address')
  notePeers()
  process.env.WERKSTROOM_SERVER = 'yes'
  if (env.JOBS === 'off') return
  const { startJobs } = await import('./workers/jobs')
  await startJobs()
}
