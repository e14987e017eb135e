import { cloneElement, useId, type ReactElement } from 'react';

/** A control with its name above it and what it means below, which is read out with it. */
export function Field(props: {
  label: string;
  hint?: string | undefined;
  children: ReactElement<{ id?: string; 'aria-describedby'?: string }>;
}) {
  const id = useId();
  const hintId = props.hint ? `${id}-hint` : undefined;
  return (
    <div className="flex flex-col gap-1 text-sm">
      <label htmlFor={id} className="font-medium">
        {props.label}
      </label>
      {cloneElement(props.children, { id, ...(hintId ? { 'aria-describedby': hintId } : {}) })}
      {props.hint && (
        <p id={hintId} className="text-muted-foreground">
          {props.hint}
        </p>
      )}
    </div>
  );
}
