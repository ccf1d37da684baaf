DROP INDEX "approval_templates_organization_id_kind_index";--> statement-breakpoint
DROP INDEX "invoice_runs_organization_id_id_index";--> statement-breakpoint
ALTER TABLE "approval_templates" ADD COLUMN "about" text DEFAULT 'both' NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "delivered_at" timestamptz;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "bounced_at" timestamptz;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "bounce_reason" text;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_templates_organization_id_kind_about_index" ON "approval_templates" USING btree ("organization_id","kind","about") WHERE "approval_templates"."is_default" and "approval_templates"."archived_at" is null;--> statement-breakpoint
ALTER TABLE "approval_requests" DROP COLUMN "first_opened_at";