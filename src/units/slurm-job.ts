/** `#SBATCH --nodes=4`: the machines of a job, what `$SLURM_NNODES` will be; null where its text has no one number. */
export function machinesOfJob(text: string): number | null {
  const [, machines] =
    /^#SBATCH[ \t]+(?:--nodes(?:=|[ \t]+)|-N[ \t]*)([1-9]\d{0,5})\b(?!-)/m.exec(text) ?? [];
  return machines === undefined ? null : Number(machines);
}
