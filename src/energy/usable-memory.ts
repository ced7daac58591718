/**
 * Share of the memory that may be used in training: the rest is lost to the driver and to peaks. It stands by itself because the
 * editor says what does not fit before anything of an estimate is loaded.
 */
export const usableShare = 0.97;
