import { failed } from './answer';
import type { RequestLimit, Send } from './provider';

/** Lets no more requests through than the limit: what is too much is answered here, and not sent. */
export function limitedSend(send: Send, provider: string, limit: RequestLimit, nowMs: () => number): Send {
  const sentAt: number[] = [];
  return (request) => {
    const now = nowMs();
    while (sentAt.length > 0 && (sentAt[0] ?? now) <= now - limit.seconds * 1000) sentAt.shift();
    if (sentAt.length >= limit.requests) {
      const free = ((sentAt[0] ?? now) + limit.seconds * 1000 - now) / 1000;
      return Promise.resolve(
        failed('too many requests', `${provider} was asked as often as it allows`, free),
      );
    }
    sentAt.push(now);
    return send(request);
  };
}
