import { openCard } from '../state/address.js';
import { opening } from '../state/record.js';
import { Card } from '../views/card/card.js';

/** The open card, beside whatever view is open. */
export const CardHolder = () => {
  const [actor, issue] = openCard.value.split('/');
  if (!opening.value.done || actor === undefined || issue === undefined || actor === '') return null;
  return <Card key={`${actor}/${issue}`} actor={actor} issue={issue} />;
};
