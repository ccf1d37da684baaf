export function identity(pid: number): string | null
export function holder(file: string): number | null
export function take(file: string): number | null
export function release(file: string): void
