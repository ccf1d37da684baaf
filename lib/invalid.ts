import type { z } from 'zod'
import type { RefusedReply } from './reply'

/** What zod found, as codes beside their fields. */
export function invalid(error: z.ZodError): RefusedReply {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issueCode(issue)
  return { ok: false, code: 'common.invalid', fields }
}

/** zod's kinds of problems in our words; a custom refine gives its code as message (`customers.vat_number`). */
function issueCode(issue: z.core.$ZodIssue): string {
  if (/^[a-z_]+\.[a-z0-9_]+$/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type')
    return issue.input === undefined || issue.input === null ? 'common.required' : 'common.invalid'
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return issue.minimum === 1 ? 'common.required' : 'common.too_short'
    return 'common.too_small'
  }
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'common.too_long' : 'common.too_big'
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'common.not_an_email'
  if (issue.code === 'invalid_format' && issue.format === 'date') return 'common.not_a_date'
  return 'common.invalid'
}
