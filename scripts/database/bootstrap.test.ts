import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { bootstrap } from './bootstrap'
import { newSecrets } from './secrets'

const connect = (name: string) => postgres(process.env[name]!, { max: 1, onnotice: () => {} })
const app = connect('DATABASE_URL')
const owner = connect('DATABASE_OWNER_URL')
const superuser = connect('DATABASE_SUPERUSER_URL')
afterAll(() => Promise.all([app.end(), owner.end(), superuser.end()]))

const rights = (sql: postgres.Sql) =>
  sql`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit from pg_roles where rolname = current_user`

describe('the logins of an embedded database', () => {
  it('gives the app one that owns nothing, inherits nothing and passes no policy', async () => {
    expect((await rights(app))[0]).toEqual({
      rolname: 'werkstroom_app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolinherit: false,
    })
    const [owned] = await app`select count(*)::int as count from pg_class where relowner = current_user::regrole`
    expect(owned?.count).toBe(0)
  })

  it('lets the owner make roles without being a superuser', async () => {
    expect((await rights(owner))[0]).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcreaterole: true })
    const [database] =
      await owner`select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()`
    expect(database?.owner).toBe('werkstroom_owner')
  })

  it('shows the app no row without an organization', async () => {
    await expect(app`select from organizations`).rejects.toThrow(/permission denied/)
  })

  it('asks for a password, on this machine only', async () => {
    const [hba] = await superuser`select array_agg(distinct auth_method) as methods from pg_hba_file_rules`
    expect(hba?.methods).toEqual(['scram-sha-256'])
    const [listen] = await superuser`select current_setting('listen_addresses') as on_address`
    expect(listen?.on_address).toBe('127.0.0.1')
  })

  it('can be made twice', async () => {
    const secrets = newSecrets()
    const url = new URL(process.env.DATABASE_URL!)
    const ownerUrl = new URL(process.env.DATABASE_OWNER_URL!)
    await bootstrap(process.env.DATABASE_SUPERUSER_URL!, {
      ...secrets,
      app: url.password,
      owner: ownerUrl.password,
    })
    expect(await app`select 1 as one`).toEqual([{ one: 1 }])
  })
})
