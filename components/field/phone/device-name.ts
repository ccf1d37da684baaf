/** What the office calls this phone: what its browser says of it, `Pixel 9 · Chrome`; empty when it says nothing. */
export function deviceName(userAgent: string): string {
  const model =
    /Android [\d.]+; ([^;)]+?)(?: Build|[;)])/.exec(userAgent)?.[1] ??
    (['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'CrOS', 'Linux'] as const).find((one) =>
      userAgent.includes(one),
    ) ??
    ''
  const browser =
    (
      [
        ['Firefox/', 'Firefox'],
        ['FxiOS/', 'Firefox'],
        ['SamsungBrowser/', 'Samsung'],
        ['Edg', 'Edge'],
        ['CriOS/', 'Chrome'],
        ['Chrome/', 'Chrome'],
        ['Safari/', 'Safari'],
      ] as const
    ).find(([sign]) => userAgent.includes(sign))?.[1] ?? ''
  // Chrome tells every model as K, Firefox none.
  return [/^(K|Mobile|Tablet)$/.test(model) ? 'Android' : model.replace('Macintosh', 'Mac').slice(0, 60), browser]
    .filter(Boolean)
    .join(' · ')
}
