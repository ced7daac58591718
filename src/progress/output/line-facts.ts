import type { ProgressFact } from '../progress';
import { announcedTotals, type AnnouncedTotal } from './announced-totals';
import { readAlive, readKeras, readLevanter, readPercent, readShare, readTqdm } from './bars';
import {
  readBare,
  readBatches,
  readBoosting,
  readBracketed,
  readClu,
  readColon,
  readEpoch,
  readKimg,
  readLogLine,
  readMmengine,
  readPair,
  readPlace,
  readPlaces,
  readSteps,
  readTableRow,
  readTimm,
  readTokens,
} from './numbered-lines';
import { withoutRank } from './rank-prefix';

/** What a line of a training's output says: totals that it announces, or how far it is. */
export interface LineFacts {
  readonly totals: readonly AnnouncedTotal[];
  /** Null where it says nothing of it, and of a line that announces. */
  readonly fact: ProgressFact | null;
}

export function readLine(line: string): LineFacts {
  const { rank, text } = withoutRank(line);
  const totals = announcedTotals(text);
  // A record that counts may tell the total beside it: `{"step": 120, "total_steps": 1000, "loss": 2.3}`.
  const counted = totals.length > 0 && /\b\w*loss\b/i.test(text) ? readSteps(text) : null;
  if (counted !== null && totals.some(({ total, unit }) => unit === counted.unit && counted.done <= total))
    return { totals, fact: sensible(rank === '' ? counted : ofRank(rank, counted)) };
  const saysNothing = totals.length > 0 || !/\d/.test(line) || line.length > 1000 || isOfAnotherLoop(text);
  return { totals, fact: saysNothing ? null : readFact(text, rank) };
}

function readFact(text: string, rank: string): ProgressFact | null {
  for (const read of readers) {
    const fact = read(text);
    // Each process counts for itself.
    if (fact !== null) return sensible(rank === '' ? fact : ofRank(rank, fact));
  }
  return null;
}

const ofRank = (rank: string, fact: ProgressFact): ProgressFact => ({
  ...fact,
  label: `${rank} ${fact.label}`,
});

const isOfAnotherLoop = (line: string): boolean =>
  (notTraining.test(line) && !/^building tree \d+ of \d+$/.test(line)) ||
  evaluationBar.test(line) ||
  evaluationLine.test(line);

/** What other loops than training say they do, at the beginning of their lines and bars. */
const notTraining =
  /^[\W_]*(?:(?:running |start(?:ing)? )?(?:val|valid|validation|validating|validate|eval|evals|evaluation|evaluating|evaluate|test|tests|testing|sanity|predict\w*|infer\w*|generat\w*|sampl(?:e|ing)|download\w*|upload\w*|fetch\w*|resolv\w*|extract\w*|load\w*|read(?:ing)?|tokeniz\w*|map|mapping|filter\w*|pack(?:ing)?|group\w*|preprocess\w*|prepar\w*|sav(?:e|ing)|writ(?:e|ing)|creat\w*|build\w*|collect\w*|cach(?:e|ing)|convert\w*|import\w*|export\w*|merg\w*|shuffl\w*|casting|applying|adding|materializ\w*|compil\w*|warm-?up|calibrat\w*|scan\w*|pars(?:e|ing)|encod\w*|concatenat\w*|flatten\w*|comput\w*|rank\w* data|setting up|install\w*|pulling|unpack\w*|class\s+images|progress on:eval)\b|\w+\.(?:safetensors|bin|json|parquet|zip|gz|txt|model)\b)/i;

/** A bar whose label tells anywhere that it is of an evaluation: `Epoch 3 [Valid]:  10%|...`. */
const evaluationBar =
  /^[^|]*\b(?:val|valid|validation|validating|eval|evaluat\w*|test|testing)\b[^|]*(?:\d%\||[━╸╺─█▌]{3})/i;

/** `Epoch(val)  [1][50/100]`, `Iter(test) [1/5]` of MMEngine; `valid on 'valid' subset` of fairseq. */
const evaluationLine =
  /\b(?:epoch|iter)\((?:val|test)\)|\|\s*valid\s*\||\bvalid on '|^Progress on:(?!train\b)/i;

const readers = [
  readLogLine,
  readTqdm,
  readLevanter,
  readAlive,
  readKeras,
  readBracketed,
  readTimm,
  readPlaces,
  readMmengine,
  readColon,
  readPair,
  readBoosting,
  readTableRow,
  readKimg,
  readClu,
  readSteps,
  readBatches,
  readPercent,
  readTokens,
  readShare,
  readEpoch,
  readPlace,
  readBare,
] as const;

/** Null where the numbers can't be a progress; without a total where that is passed: it was wrong. */
function sensible(fact: ProgressFact): ProgressFact | null {
  const { done, total } = fact;
  if (!Number.isFinite(done) || done < 0 || done > 1e15) return null;
  if (total === null) return fact;
  return Number.isFinite(total) && total > 0 && total <= 1e15 && done <= total
    ? fact
    : { ...fact, total: null };
}
