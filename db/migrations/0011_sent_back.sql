ALTER TABLE "orders" ADD COLUMN "sent_back_at" timestamptz;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "sent_back_work" text DEFAULT '' NOT NULL;