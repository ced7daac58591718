import type { Family } from '../family';

/** Mixtures of experts, latent attention, state-space and linear-attention models, and mixes of them. */
export const hybrids: readonly Family[] = [];
