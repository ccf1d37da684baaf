ALTER TABLE "customers" ADD COLUMN "approval" text DEFAULT 'default' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "approval_timing" text DEFAULT 'default' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "project_id" uuid;--> statement-breakpoint
ALTER TABLE "project_phases" ADD COLUMN "removed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "time_entries_billed_by_rate" ON "time_entries" USING btree ("organization_id","rate_id") WHERE "time_entries"."invoice_state" <> 'open';--> statement-breakpoint
CREATE INDEX "orders_organization_id_project_id_id_index" ON "orders" USING btree ("organization_id","project_id","id") WHERE "orders"."project_id" is not null;--> statement-breakpoint
CREATE INDEX "projects_organization_id_lead_id_id_index" ON "projects" USING btree ("organization_id","lead_id","id") WHERE "projects"."lead_id" is not null;