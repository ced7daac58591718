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

/** Of those by which a job starts its tasks: in a job they are here, else wherever the queue finds room. */
const inJobs: Readonly<Record<string, string>> = { srun: 'SLURM_JOB_ID', jsrun: 'LSB_JOBID' };

/** The host of `ssh [-options] host command ...`: options that have a value are of one letter. */
const isOnThisMachine = (words: readonly string[]): boolean =>
  words.some((word) => /^(?:[^@]*@)?(?:localhost|127\.0\.0\.1|::1)$/.test(word));

/** The program by which a command hands its work to a queue or to another machine, so that what the job draws is not in the run; null of any other. */
export function queuedElsewhere(
  [program = '', ...words]: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const name = basename(program);
  if (name === 'ssh') return words.length < 2 || isOnThisMachine(words) ? null : name;
  const job = Object.hasOwn(inJobs, name) ? inJobs[name] : undefined;
  const isOfOneNode = Number(environment['SLURM_JOB_NUM_NODES'] ?? 1) <= 1;
  if (job !== undefined) return environment[job] === undefined || !isOfOneNode ? name : null;
  if (!Object.hasOwn(programs, name)) return null;
  const handsOver = programs[name] ?? null;
  const isWithin = handsOver === null || words.slice(0, 2).some((word) => handsOver.test(word));
  return isWithin ? name : null;
}
