CREATE TABLE "leave_requests" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"start_at" timestamptz NOT NULL,
	"end_at" timestamptz NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"decided_at" timestamptz,
	"decided_by_id" uuid,
	"decide_reason" text DEFAULT '' NOT NULL,
	"leave_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "leave_requests_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "leave_requests" ADD CONSTRAINT "leave_requests_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leave_requests" ADD CONSTRAINT "leave_requests_organization_id_decided_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","decided_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "leave_requests_organization_id_member_id_start_at_index" ON "leave_requests" USING btree ("organization_id","member_id","start_at");--> statement-breakpoint
CREATE INDEX "leave_requests_pending" ON "leave_requests" USING btree ("organization_id","start_at") WHERE "leave_requests"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "expenses_submitted" ON "expenses" USING btree ("organization_id","member_id","day") WHERE "expenses"."state" = 'submitted' and "expenses"."removed_at" is null;