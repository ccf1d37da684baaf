ALTER TABLE "customers" ADD COLUMN "approval" text DEFAULT 'default' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "approval_timing" text DEFAULT 'default' NOT NULL;--> statement-breakpoint
CREATE INDEX "time_entries_billed_by_rate" ON "time_entries" USING btree ("organization_id","rate_id") WHERE "time_entries"."invoice_state" <> 'open';