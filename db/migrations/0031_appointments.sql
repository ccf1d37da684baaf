ALTER TABLE "order_types" ADD COLUMN "skills" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "order_types" ADD COLUMN "arrival" text DEFAULT 'company' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_types" ADD COLUMN "arrival_window_minutes" integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "customer_answer" text;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "customer_answered_at" timestamptz;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "customer_words" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "customer_parts" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "answer_seen_at" timestamptz;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "expected_start_at" timestamptz;--> statement-breakpoint
CREATE INDEX "visits_unseen_answers" ON "visits" USING btree ("organization_id","customer_answered_at") WHERE "visits"."customer_answer" in ('asked', 'picked', 'cancelled') and "visits"."answer_seen_at" is null;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_answer" CHECK (("visits"."customer_answer" is null) = ("visits"."customer_answered_at" is null));