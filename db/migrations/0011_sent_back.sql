ALTER TABLE "orders" ADD COLUMN "sent_back_at" timestamptz;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "sent_back_work" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "expenses_organization_id_receipt_file_id_index" ON "expenses" USING btree ("organization_id","receipt_file_id");