ALTER TABLE "orders" ADD COLUMN "agreed_basis" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "agreed_reference" text DEFAULT '' NOT NULL;