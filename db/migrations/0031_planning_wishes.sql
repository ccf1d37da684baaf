ALTER TABLE "order_types" ADD COLUMN "skills" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "earliest_on" date;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "preferred_member_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_preferred_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","preferred_member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;