/** One of a few: a row of radio buttons under a legend. */

type Choice<T extends string> = {
  name: string;
  legend: string;
  options: readonly Readonly<{ value: T; label: string }>[];
  value: T;
  onChange: (value: T) => void;
  /** Whether the legend is only for those who hear the page. */
  quiet?: boolean;
};

export const Choice = <T extends string>({ name, legend, options, value, onChange, quiet = true }: Choice<T>) => (
  <fieldset class="choice">
    <legend class={quiet ? 'unseen' : undefined}>{legend}</legend>
    {options.map((option) => (
      <label key={option.value}>
        <input
          type="radio"
          name={name}
          value={option.value}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
        <span>{option.label}</span>
      </label>
    ))}
  </fieldset>
);
