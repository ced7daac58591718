/** A dense peak in 4 bits (NVFP4, MXFP4), in 10^12 operations a second, and where it is from. */
export interface FourBitPeak {
  readonly teraflops: number;
  readonly source: string;
}

const nvidia = (teraflops: number): FourBitPeak => ({
  teraflops,
  source: 'FP4 dense: NVIDIA data sheet (as compiled, not re-read)',
});
const amd = (teraflops: number): FourBitPeak => ({
  teraflops,
  source: 'MXFP4: AMD data sheet (as compiled, not re-read)',
});

/** Accelerators with products in 4 bits, by their names in the table; the others have none. */
export const fourBitPeaks: Readonly<Partial<Record<string, FourBitPeak>>> = {
  B100: nvidia(7000),
  'B200 SXM': nvidia(9000),
  'GB200 (per GPU)': nvidia(10_000),
  'B300 SXM': nvidia(13_500),
  'GB300 (per GPU)': nvidia(15_000),
  'RTX PRO 6000 Blackwell WS': nvidia(2015),
  'DGX Spark GB10': nvidia(500),
  'RTX 5090': nvidia(1676),
  'RTX 5090 D': nvidia(1188),
  'RTX 5080': nvidia(900.5),
  'RTX 5070 Ti': nvidia(703),
  'RTX 5070': nvidia(494),
  'RTX 5060 Ti': nvidia(379.5),
  'RTX 5060': nvidia(307),
  'RTX 5050': nvidia(210.5),
  'Jetson AGX Thor': nvidia(1035),
  MI350X: amd(9200),
  MI355X: amd(10_000),
};
