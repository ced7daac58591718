import { failed } from './answer';
import type { RequestLimit, Send } from './provider';
import type { RequestLedger } from './request-ledger';
import { problemTexts } from './problem-texts';

/** Lets no more requests through than the limit, this program's own and those of all on a ledger: what is too much is answered here, and not sent. */
export function limitedSend(
  send: Send,
  provider: string,
  limit: RequestLimit,
  nowMs: () => number,
  ledger: RequestLedger | null = null,
): Send {
  const sentAt: number[] = [];
  return async (request) => {
    const now = nowMs();
    while (sentAt.length > 0 && (sentAt[0] ?? now) <= now - limit.seconds * 1000) sentAt.shift();
    const own = sentAt.length < limit.requests ? 0 : ((sentAt[0] ?? now) + limit.seconds * 1000 - now) / 1000;
    const wait = own > 0 ? own : (ledger?.claim() ?? 0);
    if (wait > 0)
      return failed(
        'too many requests',
        problemTexts.write('{0} was asked as often as it allows', provider),
        wait,
      );
    sentAt.push(now);
    const answer = await send(request);
    const asksForPatience = answer.ok ? null : answer.problem.retryAfterSeconds;
    if (asksForPatience !== null && asksForPatience > 0) ledger?.pause(asksForPatience);
    return answer;
  };
}
