import type { RefObject } from 'react'
import { type Axis, type BacklogRow, type BoardVisit, wallAt, xOf } from '@/lib/planning/rules'
import { isHard, type Problem } from '@/lib/planning/rules/drop'
import type { HintWords } from './use-hint-words'
import type { Judge } from './use-judge'

export type Dragged = { kind: 'order'; order: BacklogRow } | { kind: 'visit'; visit: BoardVisit; fromMemberId: string }

/** What is taken hold of, and the element it is drawn as. */
export type Held = { dragged: Dragged; element: HTMLElement }

export type Target =
  | { zone: 'slot'; memberId: string; start: number }
  | { zone: 'untimed'; memberId: string }
  | { zone: 'backlog' }

type Row = { top: number; height: number }

/** What the board knows of itself while something is dragged over it. */
export type Geometry = {
  scroller: HTMLElement
  axis: Axis
  nameWidth: number
  headerHeight: number
  rowAt: (y: number) => (Row & { memberId: string }) | null
}

/** What is done with it: copied (Ctrl), somebody put with it (Shift), or moved; and how many at once. */
export type DropHow = { isCopy: boolean; isAdding: boolean; count: number }

export type HintState = 'ok' | 'outside' | 'clash'
/** clash: it will be refused; outside: something else speaks against it. */
export function stateOf(problems: readonly Problem[]): HintState {
  return problems.some(isHard) ? 'clash' : problems.length > 0 ? 'outside' : 'ok'
}

const edge = 48
/** w-60 of the ghost. */
const ghostWidth = 240
const fastest = 18
/** Of wheels that count lines. */
const wheelLine = 40

/**
 * Follows the pointer while something is dragged: once per frame it moves the ghost, finds the place under it and draws the
 * hint there, all by style on two elements that stand still in React. React hears of it only at the drop.
 */
export class DragTrack {
  private point = { x: 0, y: 0 }
  private frame = 0
  private dragged: Dragged | null = null
  private grab = 0
  private said = ''
  private keys = { isCopy: false, isAdding: false }
  /** What comes from the backlog passes the left edge on its way in: that is no wish to go further left. */
  private isInside = false
  target: Target | null = null

  constructor(
    private readonly parts: {
      geometry: RefObject<Geometry | null>
      ghost: RefObject<HTMLElement | null>
      hint: RefObject<HTMLElement | null>
      backlog: RefObject<HTMLElement | null>
      judge: Judge
      words: HintWords
      countOf: (dragged: Dragged) => number
    },
  ) {}

  start(dragged: Dragged, at: { x: number; y: number }): void {
    this.dragged = dragged
    this.point = at
    this.target = null
    this.keys = { isCopy: false, isAdding: false }
    this.isInside = dragged.kind === 'visit'
    const geometry = this.parts.geometry.current
    this.grab = 0
    if (geometry && dragged.kind === 'visit' && dragged.visit.start !== null) {
      this.grab = this.canvasX(geometry) - xOf(geometry.axis, dragged.visit.start)
    }
    window.addEventListener('mousemove', this.onMouse, { passive: true })
    window.addEventListener('touchmove', this.onTouch, { passive: true })
    window.addEventListener('keydown', this.onKey)
    window.addEventListener('keyup', this.onKey)
    window.addEventListener('wheel', this.onWheel, { passive: true })
    this.later()
  }

  stop(): Target | null {
    window.removeEventListener('mousemove', this.onMouse)
    window.removeEventListener('touchmove', this.onTouch)
    window.removeEventListener('keydown', this.onKey)
    window.removeEventListener('keyup', this.onKey)
    window.removeEventListener('wheel', this.onWheel)
    cancelAnimationFrame(this.frame)
    this.frame = 0
    if (this.dragged) this.update()
    cancelAnimationFrame(this.frame)
    this.frame = 0
    this.dragged = null
    this.hide()
    return this.target
  }

  /** With which keys it is dragged. Only a visit is copied or shared. */
  get how(): DropHow {
    const { dragged, keys } = this
    if (dragged?.kind !== 'visit') return { isCopy: false, isAdding: false, count: 1 }
    const isAlone = keys.isCopy || keys.isAdding
    return { ...keys, count: isAlone ? 1 : this.parts.countOf(dragged) }
  }

  private readonly onMouse = (event: MouseEvent) => {
    this.hold(event)
    this.to(event.clientX, event.clientY)
  }
  private readonly onKey = (event: KeyboardEvent) => {
    this.hold(event)
    this.later()
  }
  private hold({ ctrlKey, metaKey, altKey, shiftKey }: MouseEvent | KeyboardEvent): void {
    const isCopy = ctrlKey || metaKey || altKey
    this.keys = { isCopy, isAdding: shiftKey && !isCopy }
  }
  /** What lies over the board while something is dragged would keep the wheel from it. */
  private readonly onWheel = ({ deltaX, deltaY, deltaMode }: WheelEvent) => {
    const pixels = deltaMode === WheelEvent.DOM_DELTA_LINE ? wheelLine : 1
    this.parts.geometry.current?.scroller.scrollBy(deltaX * pixels, deltaY * pixels)
    this.later()
  }
  private readonly onTouch = (event: TouchEvent) => {
    const touch = event.touches[0]
    if (touch) this.to(touch.clientX, touch.clientY)
  }

  private to(x: number, y: number): void {
    this.point = { x, y }
    this.later()
  }

  private later(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0
      if (this.dragged) this.update()
    })
  }

  private update(): void {
    const geometry = this.parts.geometry.current
    // All is measured before anything is drawn: measuring afterwards would lay the page out once more in every frame.
    this.target = this.find()
    const row = geometry && this.target ? this.rowOf(geometry, this.target) : null
    const push = geometry && this.target ? this.pushAtEdge(geometry) : null
    const scrolled = geometry?.scroller.scrollLeft ?? 0
    this.drawGhost()
    if (!geometry || !this.target) {
      this.hide()
      return
    }
    this.draw(geometry, this.target, row, scrolled)
    if (push) this.scroll(geometry, push)
  }

  private drawGhost(): void {
    const ghost = this.parts.ghost.current
    if (!ghost) return
    // At the right edge it hangs at the other side, so that its words stay in sight.
    const isAtEdge = this.point.x + 14 + ghostWidth > window.innerWidth
    const x = isAtEdge ? this.point.x - 14 - ghostWidth : this.point.x + 14
    ghost.style.transform = `translate3d(${x}px, ${this.point.y + 10}px, 0)`
  }

  private canvasX(geometry: Geometry): number {
    return canvasX(geometry, this.point)
  }

  private find(): Target | null {
    const { geometry, backlog } = this.parts
    if (backlog.current && contains(backlog.current, this.point)) return { zone: 'backlog' }
    const place = geometry.current && placeUnder(geometry.current, this.point, this.grab)
    // Who is put with a visit goes when it is.
    const visit = this.dragged?.kind === 'visit' ? this.dragged.visit : null
    if (!place || !visit || !this.how.isAdding) return place
    const { memberId } = place
    return visit.start === null ? { zone: 'untimed', memberId } : { zone: 'slot', memberId, start: visit.start }
  }

  private get minutes(): number {
    if (!this.dragged) return 0
    return this.dragged.kind === 'order' ? this.dragged.order[8] : this.dragged.visit.minutes
  }

  private draw(geometry: Geometry, target: Target, row: Row | null, scrolled: number): void {
    const hint = this.parts.hint.current
    if (!hint) return
    if (target.zone === 'backlog') {
      this.hide()
      this.say(hint, target, [])
      return
    }
    if (!row) {
      this.hide()
      return
    }
    const isSlot = target.zone === 'slot'
    const from = isSlot ? xOf(geometry.axis, target.start) : 0
    const to = isSlot ? xOf(geometry.axis, target.start + this.minutes) : 0
    const problems = this.dragged ? this.parts.judge(this.dragged, target, this.how) : []
    const x = isSlot ? geometry.nameWidth + from : scrolled + 4
    const width = isSlot ? Math.max(8, to - from) : geometry.nameWidth - 8
    hint.style.transform = `translate3d(${x}px, ${row.top + geometry.headerHeight + 2}px, 0)`
    hint.style.width = `${width}px`
    hint.style.height = `${row.height - 5}px`
    hint.style.visibility = 'visible'
    const state = stateOf(problems)
    if (hint.dataset.state !== state) hint.dataset.state = state
    this.say(hint, target, problems)
  }

  private rowOf(geometry: Geometry, target: Target): Row | null {
    if (target.zone === 'backlog') return null
    const box = geometry.scroller.getBoundingClientRect()
    const row = geometry.rowAt(this.point.y - box.top + geometry.scroller.scrollTop - geometry.headerHeight)
    return row?.memberId === target.memberId ? row : null
  }

  private say(hint: HTMLElement, target: Target, problems: readonly Problem[]): void {
    const text = this.parts.words(target, problems, this.minutes, this.how)
    if (text === this.said) return
    this.said = text
    const label = this.parts.ghost.current?.querySelector<HTMLElement>('[data-drag-words]')
    if (label) {
      write(label, text)
      const state = target.zone === 'backlog' ? 'ok' : (hint.dataset.state ?? 'ok')
      label.dataset.state = state
      if (this.parts.ghost.current) this.parts.ghost.current.dataset.state = state
    }
  }

  private hide(): void {
    const hint = this.parts.hint.current
    if (hint) hint.style.visibility = 'hidden'
    if (this.said === '') return
    this.said = ''
    const label = this.parts.ghost.current?.querySelector<HTMLElement>('[data-drag-words]')
    if (label) write(label, '')
  }

  /** How far the board goes on because the pointer is near its edge, in px a frame. */
  private pushAtEdge({ scroller, nameWidth, headerHeight }: Geometry): { left: number; top: number } | null {
    const box = scroller.getBoundingClientRect()
    const push = (near: number, far: number) =>
      near < edge ? -fastest * (1 - Math.max(0, near) / edge) : far < edge ? fastest * (1 - Math.max(0, far) / edge) : 0
    const isOverNames = this.point.x - box.left <= nameWidth
    const wish = isOverNames ? 0 : push(this.point.x - box.left - nameWidth, box.right - this.point.x)
    if (!isOverNames && wish >= 0) this.isInside = true
    const left = this.isInside ? wish : 0
    const top = push(this.point.y - box.top - headerHeight, box.bottom - this.point.y)
    return left || top ? { left, top } : null
  }

  private scroll({ scroller }: Geometry, { left, top }: { left: number; top: number }): void {
    const before = scroller.scrollLeft + scroller.scrollTop
    scroller.scrollLeft += left
    scroller.scrollTop += top
    if (scroller.scrollLeft + scroller.scrollTop !== before) this.later()
  }
}

/** Into the node that is there: with a new one the browser asks every :has() rule of the page again, in every frame. */
function write(label: HTMLElement, text: string): void {
  if (label.firstChild instanceof Text) label.firstChild.data = text
  else label.textContent = text
}

function canvasX({ scroller, nameWidth }: Geometry, point: { x: number }): number {
  return point.x - scroller.getBoundingClientRect().left + scroller.scrollLeft - nameWidth
}

/** The row and time at a point of the screen, or null beside the board. `grab` is how far in it was taken hold of. */
export function placeUnder(
  board: Geometry,
  point: { x: number; y: number },
  grab = 0,
): Exclude<Target, { zone: 'backlog' }> | null {
  if (!contains(board.scroller, point)) return null
  const box = board.scroller.getBoundingClientRect()
  const y = point.y - box.top
  if (y < board.headerHeight) return null
  const row = board.rowAt(y + board.scroller.scrollTop - board.headerHeight)
  if (!row) return null
  if (point.x - box.left < board.nameWidth) return { zone: 'untimed', memberId: row.memberId }
  return { zone: 'slot', memberId: row.memberId, start: wallAt(board.axis, canvasX(board, point) - grab) }
}

function contains(element: HTMLElement, point: { x: number; y: number }): boolean {
  const box = element.getBoundingClientRect()
  return point.x >= box.left && point.x < box.right && point.y >= box.top && point.y < box.bottom
}
