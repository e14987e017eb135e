import type { Schemas } from '../../api/client';

export type Template = Schemas['MappingTemplate'];
export type TemplateVersion = Schemas['TemplateVersion'];
/** What a file of an earlier import would say by other columns. */
export type ReplayedFile = Schemas['ReplayedFile'];
