ALTER TABLE "approval_lines" DROP CONSTRAINT "approval_lines_one";--> statement-breakpoint
ALTER TABLE "projects" ALTER COLUMN "approval_scope" SET DEFAULT 'default';--> statement-breakpoint
ALTER TABLE "approval_lines" ADD COLUMN "order_line_id" uuid;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "approval_scope" text DEFAULT 'together' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_types" ADD COLUMN "approval" text DEFAULT 'default' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "approval" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "approval_remark" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "approval_waiver" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "approval_lines_organization_id_order_line_id_index" ON "approval_lines" USING btree ("organization_id","order_line_id") WHERE "approval_lines"."order_line_id" is not null;--> statement-breakpoint
ALTER TABLE "approval_lines" ADD CONSTRAINT "approval_lines_one" CHECK (num_nonnulls("approval_lines"."time_entry_id", "approval_lines"."expense_id", "approval_lines"."order_line_id") <= 1);