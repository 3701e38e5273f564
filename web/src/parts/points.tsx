import { type ComponentChildren, Fragment, toChildArray } from 'preact';

/** Short facts in a row, a dot between them, in the text itself so that it is copied and read with it. */
export const Points = ({ children }: { children: ComponentChildren }) => (
  <span class="points">
    {toChildArray(children).map((child, at) => (
      <Fragment key={at}>
        {at > 0 && ' · '}
        {child}
      </Fragment>
    ))}
  </span>
);
