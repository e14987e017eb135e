import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';

/** Writes a ZIP archive of the parts; a part that is a number is that many equal bytes. */
export async function writeArchive(
  path: string,
  parts: Readonly<Record<string, string | Buffer | number>>,
): Promise<string> {
  const archive = new yazl.ZipFile();
  for (const [name, part] of Object.entries(parts))
    archive.addBuffer(typeof part === 'number' ? Buffer.alloc(part, 0x20) : Buffer.from(part), name);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
  return path;
}

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook of one sheet, as the smallest writers make them. */
export function workbookParts(
  sheetData: string,
  more: { strings?: string; styles?: string; workbook?: string; after?: string } = {},
) {
  const { strings, styles, workbook = '', after = '' } = more;
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns:r="${relationships}">${workbook}<sheets><sheet name="Products" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData>${after}</worksheet>`,
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst>${strings}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet>${styles}</styleSheet>` }),
  };
}
