ALTER TABLE "approval_lines" ADD COLUMN "answered_by_email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "approval_lines" ADD COLUMN "answered_by_ip" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD COLUMN "automatic_reminders" integer DEFAULT 0 NOT NULL;