export interface ProductRelationsTable {
  product_id: string;
  kind: string;
  related_id: string;
  position: number;
}
