import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineSaga, type Direction, type SagaStep } from './define-saga.ts';
import { nextAction } from './next-action.ts';
import { Type } from 'typebox';

const step = (name: string): SagaStep<unknown> => ({
  name,
  run: async () => undefined,
  compensate: async () => undefined,
});
const steps = ['a', 'b', 'c'].map(step);
const entry = (text: string) => {
  const [direction, name, done] = text.split(' ');
  return { step: name!, direction: direction as Direction, tries: 1, done: done === 'done', error: null };
};
const next = (state: 'running' | 'compensating', ...log: string[]): string => {
  const action = nextAction(steps, state, log.map(entry));
  return 'end' in action ? action.end : `${action.direction} ${action.step.name}`;
};

test('forwards: the first step that is not done, also one that was begun', () => {
  assert.equal(next('running'), 'run a');
  assert.equal(next('running', 'run a begun'), 'run a');
  assert.equal(next('running', 'run a done', 'run b begun'), 'run b');
  assert.equal(next('running', 'run a done', 'run b done', 'run c done'), 'completed');
});

test('backwards: the last one begun that is not undone, never one that was not begun', () => {
  const begun = ['run a done', 'run b begun'];
  assert.equal(next('compensating', ...begun), 'compensate b');
  assert.equal(next('compensating', ...begun, 'compensate b begun'), 'compensate b');
  assert.equal(next('compensating', ...begun, 'compensate b done'), 'compensate a');
  assert.equal(next('compensating', ...begun, 'compensate b done', 'compensate a done'), 'compensated');
});

test('a step has a name of its own', () => {
  const saga = { id: 'test.saga', version: 1, payload: Type.Object({}) };
  assert.throws(() => defineSaga({ ...saga, steps: [step('a'), step('a')] }), /names of their own/);
  assert.throws(() => defineSaga({ ...saga, steps: [] }), /names of their own/);
});
