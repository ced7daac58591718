import type { Detection } from '../detect/detection';
import type { Analyses } from './analysis/analyst';
import { projectOn } from './detector';

type Verdicts = Pick<Analyses, 'detect' | 'trains'>;

const here: Verdicts = {
  detect: (path, text) => Promise.resolve(projectOn(null).detect(path, text)),
  trains: (root, path, text) => Promise.resolve(projectOn(root).judge(path, text).detection.training),
};
let verdicts = here;

/** Until it is handed over, texts are read where they are asked about. Call once, at activation. */
export function useVerdicts(analyses: Verdicts): void {
  verdicts = analyses;
}

/** The verdict on one file, for one use, with how its project starts it: the project is read anew. Never rejects. */
export const detectTraining = (path: string, text: string): Promise<Detection> =>
  verdicts.detect(path, text).catch(() => here.detect(path, text));

/** Whether a text trains as that of a file of a folder's project. */
export const trains = (root: string | null, path: string, text: string): Promise<boolean> =>
  verdicts.trains(root, path, text);
