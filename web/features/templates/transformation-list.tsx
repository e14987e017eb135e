import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button';
import { Input, NativeSelect, Textarea } from '../../ui/input';
import {
  newTransformation,
  readPart,
  transformationKinds,
  writtenPart,
  type Part,
  type Transformation,
} from './transformations';

/** What is done with the cells of a column, one after the other. */
export function TransformationList(props: {
  label: string;
  list: readonly Transformation[];
  onChange: (list: Transformation[]) => void;
}) {
  const { label, list, onChange } = props;
  const t = useTranslations('templates');
  const replace = (index: number, one: Transformation): void => onChange(list.with(index, one));
  return (
    <div className="flex flex-col gap-2">
      {list.length > 0 && (
        <ol className="flex flex-col gap-2">
          {list.map((one, index) => (
            <li
              key={index}
              className="flex flex-wrap items-start gap-2 border-l-2 border-border pl-3 text-sm"
            >
              <span className="py-1.5 font-medium">{t(`kinds.${one.kind as 'trim'}`)}</span>
              {(transformationKinds[one.kind] ?? []).map((part) => (
                <PartField
                  key={part.name}
                  label={`${label}, ${index + 1}. ${t(`kinds.${one.kind as 'trim'}`)}`}
                  part={part}
                  value={(one as unknown as Record<string, unknown>)[part.name]}
                  onChange={(value) => replace(index, { ...one, [part.name]: value })}
                />
              ))}
              <Button
                variant="ghost"
                size="icon"
                aria-label={t('removeStep', { kind: t(`kinds.${one.kind as 'trim'}`), column: label })}
                onClick={() => onChange(list.toSpliced(index, 1))}
              >
                <X aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ol>
      )}
      <NativeSelect
        aria-label={`${t('addStep')}: ${label}`}
        value=""
        onChange={({ target }) => target.value && onChange([...list, newTransformation(target.value)])}
        className="w-56 self-start"
      >
        <option value="">{t('addStep')}</option>
        {Object.keys(transformationKinds).map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind as 'trim'}`)}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}

function PartField(props: { label: string; part: Part; value: unknown; onChange: (value: unknown) => void }) {
  const { part } = props;
  const t = useTranslations('templates');
  const name = t(`parts.${part.name as 'to'}`);
  const shared = { 'aria-label': `${props.label}: ${name}`, placeholder: name, title: name };
  if (part.as === 'choice')
    return (
      <NativeSelect
        {...shared}
        value={String(props.value)}
        onChange={({ target }) => props.onChange(target.value)}
      >
        {part.choices!.map((choice) => (
          <option key={choice} value={choice}>
            {choice.length === 1 ? choice : t(`choices.${choice as 'upper'}`)}
          </option>
        ))}
      </NativeSelect>
    );
  // Lines are read when they are left, so that one can be begun.
  if (part.as === 'columns' || part.as === 'pairs')
    return (
      <Textarea
        {...shared}
        rows={3}
        defaultValue={writtenPart(part, props.value)}
        onBlur={({ target }) => props.onChange(readPart(part, target.value))}
        className="w-64!"
      />
    );
  return (
    <Input
      {...shared}
      type={part.as}
      min={1}
      value={writtenPart(part, props.value)}
      onChange={({ target }) => props.onChange(readPart(part, target.value))}
      className={part.as === 'number' ? 'w-20!' : 'w-40!'}
    />
  );
}
