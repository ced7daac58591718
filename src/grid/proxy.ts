/**
 * The proxy that the environment names for an address, as curl and others take it: HTTPS_PROXY or HTTP_PROXY by the
 * address, ALL_PROXY for either, NO_PROXY against them; small letters before large ones. Null where there is none.
 */
export function environmentProxy(
  url: URL,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const value = (name: string): string | null => {
    const text = environment[name.toLowerCase()] ?? environment[name];
    return text === undefined || text.trim() === '' ? null : text.trim();
  };
  if (isExcepted(url, (value('NO_PROXY') ?? '').split(/[\s,]+/))) return null;
  const proxy = value(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? value('ALL_PROXY');
  return proxy === null ? null : withScheme(proxy);
}

/** `proxy.example:8080` is an http proxy. */
export const withScheme = (proxy: string): string =>
  /^[a-z][a-z\d+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;

/** Whether one of `names` means the host of `url`: `*`, the host itself, or a domain that it lies in; a port may follow. */
export function isExcepted(url: URL, names: readonly string[]): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return names.some((written) => {
    const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(written.toLowerCase()) ?? [];
    if (name === '') return false;
    if (onlyPort !== undefined && onlyPort !== port) return false;
    const domain = name.replace(/^\*?\./, '');
    return name === '*' || host === domain || host.endsWith(`.${domain}`);
  });
}
