import { TemplatePage } from '../../../../features/templates/template-page';

export default function Page() {
  return <TemplatePage />;
}
