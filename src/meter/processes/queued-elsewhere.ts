import { basename } from 'node:path';

/** Programs that hand a job to a queue or to another machine, and the words that make them do so where they have other uses. */
const programs: Readonly<Record<string, RegExp | null>> = {
  sbatch: null,
  qsub: null,
  bsub: null,
  msub: null,
  oarsub: null,
  condor_submit: null,
  flux: /^(?:batch|submit)$/,
  kubectl: /^(?:apply|create|run)$/,
  ray: /^submit$/,
  sky: /^(?:launch|exec)$/,
  modal: /^run$/,
};

/** The program by which a command hands its work to a queue, so that what the job draws is not in the run; null of any other. */
export function queuedElsewhere([program = '', ...words]: readonly string[]): string | null {
  const name = basename(program);
  if (!Object.hasOwn(programs, name)) return null;
  const handsOver = programs[name] ?? null;
  const isWithin = handsOver === null || words.slice(0, 2).some((word) => handsOver.test(word));
  return isWithin ? name : null;
}
