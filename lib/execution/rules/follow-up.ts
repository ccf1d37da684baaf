import type { PrintedAnswer } from '../rules'

type Words = (key: string, params?: Record<string, string | number>) => string

/** Title and description of the order that mends these failed items of another. */
export function followUpWords(
  number: string,
  failed: readonly PrintedAnswer[],
  t: Words,
): { title: string; description: string } {
  const lines = failed.map((item) => {
    const said = item.kind === 'yes_no' ? t(`report.answer.${item.text}`) : item.text
    const limits = item.isOutside && item.limits ? ` (${item.limits})` : ''
    const place = item.section ? `${item.section} · ` : ''
    return [`- ${place}${item.label}: ${said}${limits}`, item.remark && `  ${item.remark.replaceAll('\n', '\n  ')}`]
      .filter(Boolean)
      .join('\n')
  })
  const title = t('followUp.title', { count: failed.length, label: failed[0]?.label ?? '' })
  const description = [t('followUp.intro', { number }), ...lines].join('\n')
  return { title: title.slice(0, 200), description: description.slice(0, 5000) }
}
