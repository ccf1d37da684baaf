import { type Decimal, decimal } from '@/lib/money'

/** A formula, read: a number, an answer by the id of its question, a sum of two, or a function. */
export type Formula =
  | { kind: 'number'; value: string }
  | { kind: 'answer'; id: string }
  | { kind: 'negative'; of: Formula }
  | { kind: 'sum'; operator: Operator; left: Formula; right: Formula }
  | { kind: 'call'; name: FunctionName; of: Formula[] }

type Operator = '+' | '-' | '*' | '/'
const functionNames = ['min', 'max', 'sum', 'round'] as const
type FunctionName = (typeof functionNames)[number]

/** So long, and so deep in parentheses: what nobody types, and what no stack is lost by. */
export const formulaLimits = { length: 1000, depth: 30 }

const token = /\s*(?:(\d+(?:[.,]\d+)?)|\[([^\]]*)\]|([a-z]+)|([-+*/();]))/iy

/**
 * Reads `[id of a question] * 1,5 + max([one]; [another])`: numbers with a comma or a point, + - * / and parentheses, and
 * min, max, sum, round (to so many decimals) with ; between their parts. Null when it is no formula.
 */
export function readFormula(text: string): Formula | null {
  const tokens = text.length <= formulaLimits.length ? tokensOf(text) : null
  if (!tokens) return null
  let at = 0
  const next = (sign: string) => tokens[at]?.sign === sign && ++at > 0

  function terms(depth: number): Formula | null {
    return chain(['+', '-'], (deep) => chain(['*', '/'], part, deep), depth)
  }

  function chain(operators: Operator[], side: (depth: number) => Formula | null, depth: number): Formula | null {
    let left = side(depth)
    for (;;) {
      const operator = operators.find((one) => tokens?.[at]?.sign === one)
      if (!left || !operator) return left
      at++
      const right = side(depth)
      left = right && { kind: 'sum', operator, left, right }
    }
  }

  function part(depth: number): Formula | null {
    if (depth > formulaLimits.depth) return null
    const one = tokens?.[at++]
    if (!one) return null
    if (one.number !== undefined) return { kind: 'number', value: one.number.replace(',', '.') }
    if (one.id !== undefined) return { kind: 'answer', id: one.id.trim() }
    if (one.sign === '-') {
      const of = part(depth + 1)
      return of && { kind: 'negative', of }
    }
    if (one.sign === '(') {
      const within = terms(depth + 1)
      return within && next(')') ? within : null
    }
    const name = functionNames.find((known) => known === one.name?.toLowerCase())
    return name && next('(') ? call(name, depth + 1) : null
  }

  function call(name: FunctionName, depth: number): Formula | null {
    const of: Formula[] = []
    do {
      const one = terms(depth)
      if (!one) return null
      of.push(one)
    } while (next(';'))
    if (!next(')')) return null
    return name !== 'round' || (of.length <= 2 && isPlaces(of[1])) ? { kind: 'call', name, of } : null
  }

  const formula = terms(0)
  return formula && at === tokens.length ? formula : null
}

type Token = { number?: string; id?: string; name?: string; sign?: string }

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  const whole = text.trimEnd()
  token.lastIndex = 0
  while (token.lastIndex < whole.length) {
    const [found, number, id, name, sign] = token.exec(whole) ?? []
    if (found === undefined) return null
    tokens.push({ number, id, name, sign })
  }
  return tokens
}

/** How many decimals to round to: a whole number, none to six. */
function isPlaces(formula: Formula | undefined): boolean {
  return formula === undefined || (formula.kind === 'number' && /^[0-6]$/.test(formula.value))
}

/** The questions it needs, each once. */
export function questionsIn(formula: Formula): string[] {
  const found = new Set<string>()
  const walk = (one: Formula) => {
    if (one.kind === 'answer') found.add(one.id)
    if (one.kind === 'negative') walk(one.of)
    if (one.kind === 'sum') [one.left, one.right].forEach(walk)
    if (one.kind === 'call') one.of.forEach(walk)
  }
  walk(formula)
  return [...found]
}

const largest = decimal('1e12')

/**
 * What it comes to, exact, with at most six decimals (half up); null while an answer that it needs is missing, when it divides
 * by nothing, or beyond 12 digits. min, max and sum leave out what is missing.
 */
export function calculate(formula: Formula, answerOf: (id: string) => string | null): string | null {
  const found = resultOf(formula, answerOf)
  const value = found?.toDecimalPlaces(6)
  if (!value?.isFinite() || value.abs().greaterThanOrEqualTo(largest)) return null
  return value.isZero() ? '0' : value.toFixed()
}

function resultOf(formula: Formula, answerOf: (id: string) => string | null): Decimal | null {
  switch (formula.kind) {
    case 'number':
      return decimal(formula.value)
    case 'answer': {
      const answer = answerOf(formula.id)
      return answer === null ? null : decimal(answer)
    }
    case 'negative':
      return resultOf(formula.of, answerOf)?.negated() ?? null
    case 'sum': {
      const [left, right] = [resultOf(formula.left, answerOf), resultOf(formula.right, answerOf)]
      if (!left || !right) return null
      if (formula.operator === '+') return left.plus(right)
      if (formula.operator === '-') return left.minus(right)
      if (formula.operator === '*') return left.times(right)
      return right.isZero() ? null : left.dividedBy(right)
    }
    case 'call':
      return called(formula.name, formula.of, answerOf)
  }
}

function called(name: FunctionName, of: Formula[], answerOf: (id: string) => string | null): Decimal | null {
  if (name === 'round') {
    const [value, places] = of.map((one) => resultOf(one, answerOf))
    return value?.toDecimalPlaces(places?.toNumber() ?? 0) ?? null
  }
  const [first, ...rest] = of.flatMap((one) => resultOf(one, answerOf) ?? [])
  if (!first) return null
  if (name === 'sum') return rest.reduce((total, one) => total.plus(one), first)
  return rest.reduce((best, one) => (one.lessThan(best) === (name === 'min') ? one : best), first)
}
