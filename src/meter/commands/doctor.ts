import { openSources } from '../open-sources';
import { exitCodes, print } from '../output';

/** Every source known, usable or not, why, and what would mend it. */
export async function doctor(options: { readonly json?: boolean }): Promise<number> {
  const sources = await openSources(undefined);
  sources.close();
  const statuses = sources.statuses.toSorted((a, b) => a.rung - b.rung);
  if (options.json === true) {
    await print(JSON.stringify(statuses, null, 2));
    return exitCodes.done;
  }
  const lines = statuses.flatMap(({ source, rung, usable, why, fix }) => [
    `${usable ? 'yes' : 'no '}  ${source} (rung ${rung}): ${why}`,
    ...(fix === null ? [] : [`       ${fix}`]),
  ]);
  const used = sources.probes.map(({ name, source, provenance }) => `${name} by ${source} (${provenance})`);
  await print(
    [
      ...lines,
      '',
      used.length === 0
        ? 'A run here has no energy figure.'
        : `A run here is metered by: ${used.join(', ')}.`,
    ].join('\n'),
  );
  return exitCodes.done;
}
