/** On to what must be done, once the dialog is gone and has given the focus back. */
export function focusTitle() {
  setTimeout(() => document.querySelector<HTMLInputElement>('main input[name=title]')?.focus(), 120)
}
