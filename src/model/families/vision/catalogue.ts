import type { Family } from '../family';
import { imageTowers } from './towers';

/** Image and video models. */
export const vision: readonly Family[] = [imageTowers];
