import { NewTemplatePage } from '../../../../features/templates/template-page';

export default function Page() {
  return <NewTemplatePage />;
}
