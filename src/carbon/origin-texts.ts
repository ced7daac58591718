import { keptTexts } from '../units/kept-texts';

/** What is said of where a figure comes from, around the names of its publishers and the titles of their works. */
export const originTexts = keptTexts([
  'life cycle',
  'direct',
  'as given',
  'as set',
  'named by {0}',
  'named by cloud-init on this machine',
  'assumed: a computer in a room, with no data centre around it',
  '{0}, by way of {1}',
  '{0}, by way of the {1}',
  '{0}, from {1} and the {2}',
  'mean of the {0}',
  'mean of the data centres of {0}: {1}',
]);
