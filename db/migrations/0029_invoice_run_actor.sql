DROP INDEX "invoices_concept_group";--> statement-breakpoint
ALTER TABLE "invoice_runs" ADD COLUMN "acting_id" uuid;--> statement-breakpoint
ALTER TABLE "invoice_runs" ADD COLUMN "paused_code" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_runs" ADD CONSTRAINT "invoice_runs_organization_id_acting_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","acting_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_concept_group" ON "invoices" USING btree ("organization_id","group_key","customer_id") WHERE "invoices"."number" is null and "invoices"."discarded_at" is null;