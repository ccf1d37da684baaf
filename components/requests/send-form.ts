import type { RefusedReply, Reply } from '@/lib/reply'

export type Trouble = Pick<RefusedReply, 'code' | 'fields' | 'params' | 'errorId'>

/** Posts a form with its files and tells how much of it is on its way (0 to 1), which fetch can't. */
export function sendForm(
  address: string,
  data: FormData,
  onProgress: (share: number) => void,
): Promise<Reply<{ url: string }>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('accept', 'application/json')
    request.responseType = 'json'
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () =>
      resolve(isReply(request.response) ? request.response : { ok: false, code: 'common.unexpected' })
    request.onerror = () => resolve({ ok: false, code: 'common.offline' })
    request.send(data)
  })
}

function isReply(response: unknown): response is Reply<{ url: string }> {
  return typeof response === 'object' && response !== null && 'ok' in response
}
