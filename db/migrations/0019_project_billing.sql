ALTER TABLE "invoice_line_sources" DROP CONSTRAINT "invoice_line_sources_one";--> statement-breakpoint
DROP INDEX "time_entries_to_bill";--> statement-breakpoint
ALTER TABLE "invoice_line_sources" ADD COLUMN "fixed_amount" numeric(14, 2);--> statement-breakpoint
ALTER TABLE "project_phases" ADD COLUMN "billed_amount" numeric(14, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "billed_amount" numeric(14, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
CREATE INDEX "expenses_to_bill" ON "expenses" USING btree ("organization_id","project_id","day") WHERE "expenses"."project_id" is not null and "expenses"."removed_at" is null and "expenses"."invoice_state" in ('open', 'concept') and "expenses"."billable" = 'yes' and "expenses"."net_amount" is distinct from 0;--> statement-breakpoint
CREATE INDEX "project_phases_to_bill" ON "project_phases" USING btree ("organization_id","project_id") WHERE "project_phases"."billed_amount" < "project_phases"."fixed_price" and "project_phases"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "projects_to_bill" ON "projects" USING btree ("organization_id","id") WHERE "projects"."billed_amount" < "projects"."fixed_price";--> statement-breakpoint
CREATE INDEX "time_entries_to_bill" ON "time_entries" USING btree ("organization_id","project_id","day") WHERE "time_entries"."project_id" is not null and "time_entries"."removed_at" is null and "time_entries"."invoice_state" in ('open', 'concept') and "time_entries"."net_amount" is distinct from 0;--> statement-breakpoint
ALTER TABLE "invoice_line_sources" ADD CONSTRAINT "invoice_line_sources_one" CHECK (num_nonnulls("invoice_line_sources"."time_entry_id", "invoice_line_sources"."expense_id", "invoice_line_sources"."fixed_amount") = 1);