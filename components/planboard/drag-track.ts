import type { RefObject } from 'react'
import {
  type Axis,
  type BacklogRow,
  type BoardVisit,
  dropProblem,
  type Obstacle,
  wallAt,
  xOf,
} from '@/lib/planning/rules'

export type Dragged = { kind: 'order'; order: BacklogRow } | { kind: 'visit'; visit: BoardVisit; fromMemberId: string }

export type Target =
  | { zone: 'slot'; memberId: string; start: number }
  | { zone: 'untimed'; memberId: string }
  | { zone: 'backlog' }

/** What the board knows of itself while something is dragged over it. */
export type Geometry = {
  scroller: HTMLElement
  axis: Axis
  nameWidth: number
  headerHeight: number
  rowAt: (y: number) => { memberId: string; top: number; height: number } | null
  obstacles: (memberId: string, exceptVisitId: string | null) => readonly Obstacle[]
}

export type HintState = 'ok' | 'outside' | 'clash'
export type HintWords = (target: Target, problem: ReturnType<typeof dropProblem>, minutes: number) => string

const edge = 48
const fastest = 18

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
  target: Target | null = null

  constructor(
    private readonly parts: {
      geometry: RefObject<Geometry | null>
      ghost: RefObject<HTMLElement | null>
      hint: RefObject<HTMLElement | null>
      backlog: RefObject<HTMLElement | null>
      workDay: { dayStart: string; dayEnd: string }
      words: HintWords
    },
  ) {}

  start(dragged: Dragged, at: { x: number; y: number }): void {
    this.dragged = dragged
    this.point = at
    this.target = null
    const geometry = this.parts.geometry.current
    this.grab = 0
    if (geometry && dragged.kind === 'visit' && dragged.visit.start !== null) {
      this.grab = this.canvasX(geometry) - xOf(geometry.axis, dragged.visit.start)
    }
    window.addEventListener('mousemove', this.onMouse, { passive: true })
    window.addEventListener('touchmove', this.onTouch, { passive: true })
    this.later()
  }

  stop(): Target | null {
    window.removeEventListener('mousemove', this.onMouse)
    window.removeEventListener('touchmove', this.onTouch)
    cancelAnimationFrame(this.frame)
    this.frame = 0
    if (this.dragged) this.update()
    cancelAnimationFrame(this.frame)
    this.frame = 0
    this.dragged = null
    this.hide()
    return this.target
  }

  private readonly onMouse = (event: MouseEvent) => this.to(event.clientX, event.clientY)
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
    const { ghost, geometry } = this.parts
    if (ghost.current) ghost.current.style.transform = `translate3d(${this.point.x + 14}px, ${this.point.y + 10}px, 0)`
    this.target = this.find()
    if (!geometry.current || !this.target) {
      this.hide()
      return
    }
    this.draw(geometry.current, this.target)
    this.scrollAtEdge(geometry.current)
  }

  private canvasX(geometry: Geometry): number {
    const box = geometry.scroller.getBoundingClientRect()
    return this.point.x - box.left + geometry.scroller.scrollLeft - geometry.nameWidth
  }

  private find(): Target | null {
    const { geometry, backlog } = this.parts
    if (backlog.current && contains(backlog.current, this.point)) return { zone: 'backlog' }
    const board = geometry.current
    if (!board || !contains(board.scroller, this.point)) return null
    const box = board.scroller.getBoundingClientRect()
    const y = this.point.y - box.top
    if (y < board.headerHeight) return null
    const row = board.rowAt(y + board.scroller.scrollTop - board.headerHeight)
    if (!row) return null
    if (this.point.x - box.left < board.nameWidth) return { zone: 'untimed', memberId: row.memberId }
    return { zone: 'slot', memberId: row.memberId, start: wallAt(board.axis, this.canvasX(board) - this.grab) }
  }

  private get minutes(): number {
    if (!this.dragged) return 0
    return this.dragged.kind === 'order' ? this.dragged.order[8] : this.dragged.visit.minutes
  }

  private draw(geometry: Geometry, target: Target): void {
    const hint = this.parts.hint.current
    if (!hint) return
    if (target.zone === 'backlog') {
      this.hide()
      this.say(hint, target, null)
      return
    }
    const row = this.rowOf(geometry, target.memberId)
    if (!row) {
      this.hide()
      return
    }
    const isSlot = target.zone === 'slot'
    const from = isSlot ? xOf(geometry.axis, target.start) : 0
    const to = isSlot ? xOf(geometry.axis, target.start + this.minutes) : 0
    const except = this.dragged?.kind === 'visit' ? this.dragged.visit.id : null
    const problem = isSlot
      ? dropProblem(
          { start: target.start, end: target.start + this.minutes },
          geometry.obstacles(target.memberId, except),
          this.parts.workDay,
        )
      : null
    const x = isSlot ? geometry.nameWidth + from : geometry.scroller.scrollLeft + 4
    const width = isSlot ? Math.max(8, to - from) : geometry.nameWidth - 8
    hint.style.transform = `translate3d(${x}px, ${row.top + geometry.headerHeight + 2}px, 0)`
    hint.style.width = `${width}px`
    hint.style.height = `${row.height - 5}px`
    hint.style.visibility = 'visible'
    const state: HintState = problem === null ? 'ok' : problem.kind === 'outside' ? 'outside' : 'clash'
    if (hint.dataset.state !== state) hint.dataset.state = state
    this.say(hint, target, problem)
  }

  private rowOf(geometry: Geometry, memberId: string): { top: number; height: number } | null {
    const box = geometry.scroller.getBoundingClientRect()
    const row = geometry.rowAt(this.point.y - box.top + geometry.scroller.scrollTop - geometry.headerHeight)
    return row?.memberId === memberId ? row : null
  }

  private say(hint: HTMLElement, target: Target, problem: ReturnType<typeof dropProblem>): void {
    const text = this.parts.words(target, problem, this.minutes)
    if (text === this.said) return
    this.said = text
    const label = this.parts.ghost.current?.querySelector<HTMLElement>('[data-drag-words]')
    if (label) {
      label.textContent = text
      label.dataset.state = target.zone === 'backlog' ? 'ok' : (hint.dataset.state ?? 'ok')
    }
  }

  private hide(): void {
    const hint = this.parts.hint.current
    if (hint) hint.style.visibility = 'hidden'
    if (this.said === '') return
    this.said = ''
    const label = this.parts.ghost.current?.querySelector<HTMLElement>('[data-drag-words]')
    if (label) label.textContent = ''
  }

  private scrollAtEdge(geometry: Geometry): void {
    const { scroller, nameWidth, headerHeight } = geometry
    const box = scroller.getBoundingClientRect()
    const push = (near: number, far: number) =>
      near < edge ? -fastest * (1 - Math.max(0, near) / edge) : far < edge ? fastest * (1 - Math.max(0, far) / edge) : 0
    const left = push(this.point.x - box.left - nameWidth, box.right - this.point.x)
    const top = push(this.point.y - box.top - headerHeight, box.bottom - this.point.y)
    const before = scroller.scrollLeft + scroller.scrollTop
    if (this.point.x - box.left > nameWidth) scroller.scrollLeft += left
    scroller.scrollTop += top
    if (scroller.scrollLeft + scroller.scrollTop !== before) this.later()
  }
}

function contains(element: HTMLElement, point: { x: number; y: number }): boolean {
  const box = element.getBoundingClientRect()
  return point.x >= box.left && point.x < box.right && point.y >= box.top && point.y < box.bottom
}
