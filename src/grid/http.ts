import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import * as v from 'valibot';
import { answered, failed, type Answer, type ProviderProblem } from './answer';
import type { HttpAnswer, HttpRequest, Send } from './provider';
import { readXml, textAt } from './xml';
import { problemTexts } from './problem-texts';

export interface HttpOptions {
  /** The provider's name, for messages. */
  readonly provider: string;
  /** The keys that requests are sent with: they never stand in a message, and where there are none no message speaks of a key. */
  readonly secrets: readonly string[];
  /** The proxy for an address; null where it is asked directly. */
  readonly proxyFor: (url: URL) => string | null;
  /** The header that goes to the proxy, over the name and password of its address. */
  readonly proxyAuthorization?: string | undefined;
  readonly timeoutMs: number;
  /** False only where the user has told VS Code not to check the certificates of a proxy. */
  readonly checksCertificates: boolean;
  readonly stop: AbortSignal;
}

/** More is no answer of these providers: a day in quarters of an hour is some 10 kB, ENTSO-E's week of XML 2 MB. */
const mostBytes = 6_000_000;

/** Sends a request over the network, to the address alone that it names: redirections are not followed. */
export const httpSend =
  (options: HttpOptions): Send =>
  (request) =>
    new Promise((resolve) => {
      const url = URL.canParse(request.url) ? new URL(request.url) : null;
      if (url === null || !/^https?:$/.test(url.protocol)) {
        resolve(
          failed(
            'wrong setup',
            problemTexts.write('the address of {0} is no http address', options.provider),
          ),
        );
        return;
      }
      try {
        sendTo(url, request, options, resolve);
      } catch (error) {
        // A header that can't be sent, a proxy that is no address.
        resolve(unreachable(options, error));
      }
    });

function sendTo(
  url: URL,
  { headers }: HttpRequest,
  given: HttpOptions,
  resolve: (answer: Answer<HttpAnswer>) => void,
): void {
  // A token that the provider itself has handed out is one of them too.
  const options = { ...given, secrets: [...given.secrets, ...wordsOf(headers)] };
  const proxy = options.proxyFor(url);
  if (proxy !== null && !/^https?:$/.test(new URL(proxy).protocol)) {
    const kind = new URL(proxy).protocol.replace(':', '');
    resolve(
      failed(
        'wrong setup',
        problemTexts.write(
          '{0} can’t be asked: a {1} proxy is set, and only http and https ones are known',
          options.provider,
          kind,
        ),
      ),
    );
    return;
  }
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const sent = send(url, {
    headers: {
      accept: 'application/json, application/xml;q=0.9',
      'accept-encoding': 'identity',
      'user-agent': 'wattlens',
      ...headers,
    },
    signal: options.stop,
    rejectUnauthorized: options.checksCertificates,
    ...(proxy === null ? {} : { agent: proxyAgent(proxy, options.proxyAuthorization) }),
  });
  // The deadline is of the whole answer, not of a silence: a server that drips bytes is slow too.
  const deadline = setTimeout(() => {
    sent.destroy(new Error(`no answer within ${options.timeoutMs / 1000} s`));
  }, options.timeoutMs);
  deadline.unref();
  const settle = (answer: Answer<HttpAnswer>): void => {
    clearTimeout(deadline);
    resolve(answer);
  };
  sent.on('error', (error) => {
    settle(unreachable(options, error));
  });
  // Told by the agent of a proxy: what it answers itself is no answer of the provider.
  sent.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
    if (statusCode === 200) return;
    const reason =
      statusCode === 407
        ? problemTexts.write('asks for a name and password')
        : problemTexts.write('lets nothing through to it');
    settle(
      failed(
        'unreachable',
        problemTexts.write('{0} can’t be reached: the proxy {1} ({2})', options.provider, reason, statusCode),
      ),
    );
  });
  sent.on('response', (response) => {
    let body = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => {
      body += part;
      if (body.length > mostBytes) sent.destroy(new Error('the answer is too long'));
    });
    response.on('error', (error) => {
      settle(unreachable(options, error));
    });
    response.on('end', () => {
      settle(answerOf(response, body, options));
    });
  });
  sent.end();
}

function proxyAgent(proxy: string, authorization: string | undefined): HttpsProxyAgent<string> {
  if (authorization === undefined) return new HttpsProxyAgent(proxy);
  // The agent would put the address's own over the header.
  const address = new URL(proxy);
  address.username = '';
  address.password = '';
  return new HttpsProxyAgent(address.href, { headers: { 'Proxy-Authorization': authorization } });
}

/** The parts of headers that may be a secret: `Bearer …` without its first word. */
const wordsOf = (headers: HttpRequest['headers']): string[] =>
  Object.values(headers).flatMap((value) => value.split(' ').filter((word) => word.length > 8));

function answerOf(response: IncomingMessage, body: string, options: HttpOptions): Answer<HttpAnswer> {
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300 && status !== 204)
    return answered({ body, maxAgeSeconds: maxAgeOf(response.headers['cache-control']) });
  const words = reasonOf(body, options.secrets);
  const { provider } = options;
  const said = words === null ? '' : `: ${words}`;
  const retryAfter = retryAfterOf(response.headers);
  const [kind, text] = meaningOf(status, provider, options.secrets.length > 0);
  return failed(kind, problemTexts.write('{0} ({1})', text, `${status}${said}`), retryAfter);
}

function meaningOf(status: number, provider: string, hasKey: boolean): [ProviderProblem['kind'], string] {
  if (status === 401 && hasKey)
    return ['not signed in', problemTexts.write('{0} does not accept the key', provider)];
  if ((status === 402 || status === 403) && hasKey)
    return [
      'not allowed',
      problemTexts.write('{0} does not give this place or these data to this key', provider),
    ];
  if (status >= 401 && status <= 403)
    return ['not allowed', problemTexts.write('{0} refuses the request', provider)];
  if (status === 404 || status === 204)
    return ['no data', problemTexts.write('{0} has no data for this place', provider)];
  if (status === 429) return ['too many requests', problemTexts.write('{0} was asked too often', provider)];
  if (status >= 300 && status < 400)
    return ['schema changed', problemTexts.write('{0} has moved to another address', provider)];
  // Request Timeout and Too Early: the same request may do a little later.
  if (status === 408 || status === 425)
    return ['failing', problemTexts.write('{0} did not take the request in time', provider)];
  if (status >= 400 && status < 500)
    return ['schema changed', problemTexts.write('{0} did not understand the request', provider)];
  return ['failing', problemTexts.write('{0} has trouble of its own', provider)];
}

function unreachable({ provider, secrets }: HttpOptions, error: unknown): Answer<never> {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = withoutSecrets(code ?? message, secrets);
  return failed('unreachable', problemTexts.write('{0} can’t be reached ({1})', provider, reason));
}

const reasonSchema = v.union([
  v.pipe(
    v.object({ error: v.object({ message: v.string() }) }),
    v.transform(({ error }) => error.message),
  ),
  v.pipe(
    v.object({ error: v.string() }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.object({ message: v.string() }),
    v.transform(({ message }) => message),
  ),
  v.pipe(
    v.object({ detail: v.string() }),
    v.transform(({ detail }) => detail),
  ),
]);

const longestReason = 160;
/** What is longer is no reason but a page. */
const longestReasonBody = 100_000;

/** The provider's own words, in one line; null where it has none. */
function reasonOf(body: string, secrets: readonly string[]): string | null {
  const oneLine = (text: string): string =>
    withoutSecrets(text, secrets)
      .replaceAll(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, longestReason);
  if (body.length > longestReasonBody) return null;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    const root = body.trimStart().startsWith('<') ? readXml(body) : null;
    const text = root === null ? null : textAt(root, 'Reason', 'text');
    return text === null ? null : oneLine(text);
  }
  const result = v.safeParse(reasonSchema, value);
  return result.success ? oneLine(result.output) : null;
}

const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '…')), text);

function maxAgeOf(header: string | undefined): number | null {
  if (header === undefined || /no-store|no-cache/i.test(header)) return null;
  const [, seconds] = /max-age=(\d+)/i.exec(header) ?? [];
  return seconds === undefined ? null : Number(seconds);
}

/** More is no patience but a mistake, and more than a timer can wait for from 24 days on. */
const longestRetryAfterSeconds = 24 * 3600;

/** Seconds, or a date, by the clock of whoever answers: the one here may be wrong. A day at most. */
function retryAfterOf({ 'retry-after': header, date }: IncomingMessage['headers']): number | null {
  if (header === undefined) return null;
  const told = Date.parse(date ?? '');
  const now = Number.isNaN(told) ? Date.now() : told;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isNaN(seconds) ? null : Math.min(Math.max(0, seconds), longestRetryAfterSeconds);
}
